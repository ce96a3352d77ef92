"""Which static files a server publishes."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class EstaticosConfig(StaticFilesConfig):
    """All but those of viewflow's own pages, which nobody opens here and whose style sheet names lost fonts."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "viewflow"]
