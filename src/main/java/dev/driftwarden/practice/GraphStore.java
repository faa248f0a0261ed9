package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Directory objects by path ({@code /users/<id>}) and the collections that exist. */
final class GraphStore {
    private static final List<String> DIRECTORY = List.of("/users", "/groups", "/serviceprincipals", "/devices");

    private final ConcurrentSkipListMap<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final Set<String> collections = ConcurrentHashMap.newKeySet();

    /**
     * Takes over the directory from its data.
     *
     * @param data {@code {"collections":{path:[objects]},"singletons":{path:object},"members":{group:[ids]}}}
     */
    void load(JsonNode data) {
        data.path("collections").properties().forEach(entry -> {
            collections.add(key(entry.getKey()));
            entry.getValue()
                    .forEach(object ->
                            put(entry.getKey() + "/" + object.path("id").asText(), (ObjectNode) object));
        });
        data.path("singletons").properties().forEach(entry -> put(entry.getKey(), (ObjectNode) entry.getValue()));
        data.path("members")
                .properties()
                .forEach(entry -> entry.getValue().forEach(id -> addMember(entry.getKey(), id.asText())));
    }

    /** Everything as {@link #loadObjects} takes it. */
    ObjectNode snapshot() {
        ObjectNode all = Json.object();
        objects.forEach(all::set);
        return all;
    }

    /** Replaces all objects by those of a snapshot. */
    void loadObjects(JsonNode snapshot) {
        objects.clear();
        snapshot.properties().forEach(entry -> objects.put(entry.getKey(), (ObjectNode) entry.getValue()));
    }

    void clear() {
        objects.clear();
    }

    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    void put(String path, ObjectNode object) {
        objects.put(key(path), object);
    }

    void addMember(String group, String member) {
        put("/groups/" + group + "/members/" + member, Json.object().put("id", member));
    }

    void remove(String path) {
        objects.remove(key(path));
        objects.subMap(key(path) + "/", key(path) + "0").clear();
    }

    Optional<ObjectNode> find(String path) {
        Optional<ObjectNode> found = Optional.ofNullable(objects.get(key(path)));
        boolean byName = found.isEmpty() && key(path).startsWith("/users/") && path.contains("@");
        return byName ? userNamed(path.substring("/users/".length())) : found;
    }

    private Optional<ObjectNode> userNamed(String principalName) {
        return list("/users").stream()
                .filter(user -> user.path("userPrincipalName").asText().equalsIgnoreCase(principalName))
                .findFirst();
    }

    boolean isCollection(String path) {
        return collections.contains(key(path));
    }

    /** The direct members of a collection. */
    List<ObjectNode> list(String collection) {
        String prefix = key(collection) + "/";
        List<ObjectNode> found = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> entry :
                objects.subMap(prefix, key(collection) + "0").entrySet()) {
            if (entry.getKey().indexOf('/', prefix.length()) < 0) {
                found.add(entry.getValue());
            }
        }
        return found;
    }

    /** A user, group, service principal or device, with its {@code @odata.type}. */
    Optional<ObjectNode> directoryObject(String id) {
        for (String collection : DIRECTORY) {
            Optional<ObjectNode> found = Optional.ofNullable(objects.get(collection + "/" + key(id)));
            if (found.isPresent()) {
                return found.map(object -> typed(collection, object));
            }
        }
        return Optional.empty();
    }

    static ObjectNode typed(String collection, ObjectNode object) {
        String type = switch (key(collection)) {
            case "/users" -> "user";
            case "/groups" -> "group";
            case "/serviceprincipals" -> "servicePrincipal";
            default -> "device";
        };
        return Json.object().put("@odata.type", "#microsoft.graph." + type).setAll(object);
    }

    /** The members of a group; with {@code nested} those of groups inside it too, each once, however the groups are tied. */
    List<ObjectNode> members(String group, boolean nested) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        collect(group, nested, found);
        return List.copyOf(found.values());
    }

    private void collect(String group, boolean nested, Map<String, ObjectNode> found) {
        for (ObjectNode reference : list("/groups/" + group + "/members")) {
            String id = key(reference.path("id").asText());
            Optional<ObjectNode> member = found.containsKey(id) ? Optional.empty() : directoryObject(id);
            member.ifPresent(object -> {
                found.put(id, object);
                if (nested) {
                    collect(id, true, found);
                }
            });
        }
    }

    /** The groups that an object is in. */
    List<ObjectNode> memberOf(String id, boolean nested) {
        return list("/groups").stream()
                .filter(group -> members(group.path("id").asText(), nested).stream()
                        .anyMatch(member -> member.path("id").asText().equalsIgnoreCase(id)))
                .map(group -> typed("/groups", group))
                .toList();
    }
}
