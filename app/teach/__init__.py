"""The page for teachers: scenes, worksheets and parameters."""
