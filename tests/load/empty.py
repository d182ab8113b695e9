"""The least that Dash can do: a callback that gives back what it got. ``gunicorn tests.load.empty:server``."""

from dash import Dash, Input, Output, dcc, html

app = Dash("empty", include_assets_files=False)
app.layout = html.Div([dcc.Store(id="in"), dcc.Store(id="out")])
server = app.server


@app.callback(Output("out", "data"), Input("in", "data"))
def nothing(value: object) -> object:
    """Nothing at all."""
    return value


server.test_client().get("/_dash-layout")
