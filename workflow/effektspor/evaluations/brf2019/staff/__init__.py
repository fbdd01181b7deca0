"""The survey of staff: fidelity to the core elements, belief, reliability, and the printed tables."""
