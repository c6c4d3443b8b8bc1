"""Labels: call, application, reviews, sitting, decision, certificate, public register and credential."""
