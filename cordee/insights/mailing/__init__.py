"""Dashboards that come by mail on a calendar: figures in words, with the paper attached.

A room that has a dashboard registers it (``dashboards.register``) in its ``AppConfig.ready``; who may see it puts it on
a calendar, and it comes until they stop it or may not see it any more.
"""
