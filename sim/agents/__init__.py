"""Who acts: two commanders a sector, four capitals, a monitoring mission. One actor a file."""
