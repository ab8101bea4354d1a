"""Qt models: values to cells, no judgement."""
