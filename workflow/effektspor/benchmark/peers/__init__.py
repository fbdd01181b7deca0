"""Raw file to spells by general tools: each a program of its own, none uses effektspor's readers."""
