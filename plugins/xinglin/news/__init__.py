"""News, branch reports (支部风采) and standing pages: the kinds that are words and pictures and little else."""
