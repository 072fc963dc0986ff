"""One module for each content management system whose sites the sample imitates; each declares `FAMILY`."""
