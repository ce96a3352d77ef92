"""Every address of the site. Apps to the right are included by name: nobody imports them from here."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
