//! DrawingML and VML → drawings: shapes with their places, connectors with the shapes they touch.
