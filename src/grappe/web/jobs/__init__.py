"""Long work: started by a gesture, done by the worker, watched, cancelled and resumed on a page."""
