"""From needs to a picture of them: the review queue, the Métiers dashboard, the barometer."""
