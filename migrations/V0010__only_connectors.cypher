// Nobody but a connector has the property: an entry for everybody else in the index of V0009 cost
// imports into the embedded engine a third of their speed.
// replaces: 1e7eb0c490996b7914fa711a54fb11a027181657b5f42ecebac62835b0b3f560

MATCH (p:Person {connector: false})
WITH p LIMIT $most
REMOVE p.connector
RETURN count(*) AS changed;
