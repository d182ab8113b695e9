"""Addresses: what a link says, and what a scene becomes in one."""
