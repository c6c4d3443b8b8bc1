"""Surveys: waves of four colleges, invitations, answers on the web and in workbooks, results with honest intervals."""
