// Nobody but a connector has the property: an entry for everybody else in the index of V0009 cost
// imports into the embedded engine a third of their speed.

MATCH (p:Person {connector: false}) REMOVE p.connector;
