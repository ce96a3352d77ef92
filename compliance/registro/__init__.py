"""What the register asks of who is postulated and where: names, CURP, formulas, namesakes, parity. Pure."""
