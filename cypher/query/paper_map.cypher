// A paper and its surroundings
// Everything that this paper names, to look at as a picture in Neo4j Browser.
// :param paper => 'EgoEvGesture: Gesture Recognition Based on Egocentric Event Camera';
MATCH path = (:Paper&Entity {title: $paper})-->(:Entity)
RETURN path
