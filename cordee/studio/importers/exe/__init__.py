"""eXeLearning packages (.elp, .elpx): of version 2 and before, and of version 3."""
