package dev.driftwarden.practice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The estate as ARM shows it: stored resources, children that live inside their parent's body (security rules, subnets), and
 * settings that exist with every parent (blobServices/default). A child and its parent's body can never disagree, because
 * there is only one copy.
 */
final class Resources {
    private final ArmStore store;
    private final TypeTraits traits;

    Resources(ArmStore store, TypeTraits traits) {
        this.store = store;
        this.traits = traits;
    }

    ArmStore store() {
        return store;
    }

    TypeTrait trait(ResourceId id) {
        return traits.of(id.type());
    }

    TypeTraits traits() {
        return traits;
    }

    Optional<ObjectNode> find(ResourceId id) {
        Optional<ObjectNode> stored = store.find(id);
        if (stored.isPresent()) {
            return stored;
        }
        TypeTrait trait = trait(id);
        if (trait.inlineIn().isPresent()) {
            return id.parent().flatMap(store::find).flatMap(owner -> member(owner, trait, id.name()));
        }
        return trait.defaults().filter(defaults -> hasParent(id)).flatMap(defaults -> defaultBody(id, trait, defaults));
    }

    private boolean hasParent(ResourceId id) {
        return id.parent().flatMap(this::find).isPresent();
    }

    private static Optional<ObjectNode> member(ObjectNode owner, TypeTrait trait, String name) {
        for (JsonNode item : inline(owner, trait)) {
            if (item.path("name").asText().equalsIgnoreCase(name)) {
                return Optional.of((ObjectNode) item);
            }
        }
        return Optional.empty();
    }

    private static JsonNode inline(ObjectNode owner, TypeTrait trait) {
        return owner.path("properties").path(trait.inlineIn().orElseThrow());
    }

    private static Optional<ObjectNode> defaultBody(ResourceId id, TypeTrait trait, ObjectNode defaults) {
        for (var entry : defaults.properties()) {
            if (entry.getKey().equalsIgnoreCase(id.name())) {
                ObjectNode body = identity(id, trait, entry.getKey());
                body.setAll((ObjectNode) entry.getValue().deepCopy());
                return Optional.of(body);
            }
        }
        return Optional.empty();
    }

    private static ObjectNode identity(ResourceId id, TypeTrait trait, String name) {
        return Json.object().put("id", id.path()).put("name", name).put("type", trait.name());
    }

    /** The members of a child collection such as {@code <account>/blobServices/default/containers}. */
    List<ObjectNode> children(ResourceId collection, ResourceType type, ResourceId owner) {
        TypeTrait trait = traits.of(type);
        if (trait.inlineIn().isPresent()) {
            return store.find(owner).map(body -> members(body, trait)).orElse(List.of());
        }
        List<ObjectNode> found = new ArrayList<>(store.below(collection, type));
        trait.defaults()
                .ifPresent(defaults -> defaults.fieldNames().forEachRemaining(name -> {
                    ResourceId id = collection.resolve(name);
                    if (!store.contains(id)) {
                        find(id).ifPresent(found::add);
                    }
                }));
        return found;
    }

    private static List<ObjectNode> members(ObjectNode owner, TypeTrait trait) {
        List<ObjectNode> found = new ArrayList<>();
        inline(owner, trait).forEach(item -> found.add((ObjectNode) item));
        return found;
    }

    /** Stores a body; one that lives inside its parent changes the parent and its etag. */
    void put(ResourceId id, ObjectNode body) {
        TypeTrait trait = trait(id);
        if (trait.inlineIn().isEmpty()) {
            store.put(id, nameInlineMembers(id, body));
            return;
        }
        replaceMember(id, trait, body);
    }

    /** Removes a resource with all below it. */
    void remove(ResourceId id) {
        TypeTrait trait = trait(id);
        if (trait.inlineIn().isEmpty()) {
            store.remove(id);
        } else {
            replaceMember(id, trait, null);
        }
    }

    private void replaceMember(ResourceId id, TypeTrait trait, @Nullable ObjectNode body) {
        ResourceId ownerId = id.parent().orElseThrow();
        ObjectNode owner = store.find(ownerId).orElseThrow().deepCopy();
        List<JsonNode> kept = new ArrayList<>();
        boolean replaced = false;
        for (JsonNode item : inline(owner, trait)) {
            boolean same = item.path("name").asText().equalsIgnoreCase(id.name());
            if (!same) {
                kept.add(item);
            } else if (body != null) {
                kept.add(body);
                replaced = true;
            }
        }
        if (body != null && !replaced) {
            kept.add(body);
        }
        Json.child(owner, "properties").set(trait.inlineIn().orElseThrow(), Json.array(kept));
        stampEtag(ownerId, owner);
        store.put(ownerId, owner);
    }

    /** Gives the members that came inside a parent's body their id, type and etag, as ARM does. */
    private ObjectNode nameInlineMembers(ResourceId owner, ObjectNode body) {
        String prefix = owner.type().key() + "/";
        for (TypeTrait trait : traits.all()) {
            String key = trait.name().toLowerCase(Locale.ROOT);
            if (trait.inlineIn().isPresent()
                    && key.startsWith(prefix)
                    && key.indexOf('/', prefix.length()) < 0
                    && inline(body, trait) instanceof ArrayNode members) {
                members.forEach(item -> nameMember(owner, trait, item));
            }
        }
        return body;
    }

    private void nameMember(ResourceId owner, TypeTrait trait, JsonNode item) {
        if (item instanceof ObjectNode member && member.path("id").isMissingNode()) {
            String collection = trait.name().substring(trait.name().lastIndexOf('/') + 1);
            String id =
                    owner.path() + "/" + collection + "/" + member.path("name").asText();
            member.put("id", id).put("type", trait.name());
            Json.child(member, "properties").put("provisioningState", "Succeeded");
            trait.etagField().ifPresent(field -> member.put(field, newEtag()));
        }
    }

    /** Gives a body that is not stored yet a new etag, when its type has one. */
    void stampEtag(ResourceId id, ObjectNode body) {
        trait(id).etagField().ifPresent(field -> body.put(field, newEtag()));
    }

    private static String newEtag() {
        return "W/\"" + UUID.randomUUID() + "\"";
    }
}
