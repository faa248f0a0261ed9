package dev.driftwarden.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import dev.driftwarden.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tenant as it is now, read from Azure Resource Manager and Microsoft Graph. Safe for use by many threads. */
public final class LiveWorld implements World {
    private static final int MOST_PAGES = 500;
    private static final int MOST_MEMBERS = 100_000;

    private final AzureConnection connection;
    private final Function<ResourceId, Read> baselines;
    private final ReadRefusals refusals;
    private final Context context;

    /** @param baselines the accepted snapshots, which the live tenant does not know; {@link Read.Absent} for none */
    public LiveWorld(AzureConnection connection, Function<ResourceId, Read> baselines) {
        this(connection, baselines, Context.NONE);
    }

    LiveWorld(AzureConnection connection, Function<ResourceId, Read> baselines, Context context) {
        this.connection = connection;
        this.baselines = baselines;
        this.refusals = new ReadRefusals(connection.clock());
        this.context = context;
    }

    @Override
    public Read get(ResourceId id, String apiVersion) {
        Read read = get(id, apiVersion, DirectoryFields.all(id));
        boolean refused = read instanceof Read.Failed failed && failed.why().kind() == Unreadable.Kind.FORBIDDEN;
        return refused && DirectoryFields.areLicensed(id) ? get(id, apiVersion, DirectoryFields.unlicensed(id)) : read;
    }

    private Read get(ResourceId id, String apiVersion, String query) {
        String address = connection.addresses().of(id, apiVersion, query);
        return fetch(id, address).match(answer -> readObject(id, answer), why -> failed(ReadRefusals.lost(id, why)));
    }

    private Read readObject(ResourceId id, Answer answer) {
        if (ReadRefusals.saysAbsent(answer)) {
            return new Read.Absent();
        }
        if (!answer.succeeded()) {
            return failed(refusals.of(id, answer));
        }
        JsonNode body = answer.json();
        if (body == null || !body.isObject() || body.isEmpty()) {
            return failed(ReadRefusals.malformed(id, "the answer is not a JSON object with content"));
        }
        return new Read.Found(id.isGraph() ? GraphObjects.wrap(id, body) : body);
    }

    private static Read failed(Unreadable why) {
        return new Read.Failed(why);
    }

    @Override
    public Listing list(ResourceId collection, String apiVersion, String query) {
        String next;
        try {
            next = connection.addresses().of(collection, apiVersion, query);
        } catch (IllegalArgumentException e) {
            return new Listing.Failed(ReadRefusals.malformed(collection, String.valueOf(e.getMessage())));
        }
        List<JsonNode> members = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (!next.isEmpty()) {
            Optional<Unreadable> refused = refuse(collection, next, seen, members.size());
            if (refused.isPresent()) {
                return new Listing.Failed(refused.get());
            }
            Page page = page(collection, next);
            if (page.problem().isPresent()) {
                return new Listing.Failed(page.problem().get());
            }
            members.addAll(page.members());
            next = page.next();
        }
        return new Listing.Complete(members);
    }

    private Optional<Unreadable> refuse(ResourceId collection, String address, Set<String> seen, int members) {
        if (!connection.addresses().sameOrigin(address, collection)) {
            return Optional.of(ReadRefusals.malformed(collection, "the next page is said to be on another host"));
        }
        if (!seen.add(address)) {
            return Optional.of(ReadRefusals.malformed(collection, "the pages go round in a circle"));
        }
        boolean tooMany = seen.size() > MOST_PAGES || members > MOST_MEMBERS;
        return tooMany
                ? Optional.of(ReadRefusals.malformed(
                        collection, "more than " + MOST_PAGES + " pages or " + MOST_MEMBERS + " members"))
                : Optional.empty();
    }

    private Page page(ResourceId collection, String address) {
        return fetch(collection, address)
                .match(answer -> readPage(collection, answer), why -> Page.failed(ReadRefusals.lost(collection, why)));
    }

    private Page readPage(ResourceId collection, Answer answer) {
        if (ReadRefusals.saysAbsent(answer)) {
            return new Page(List.of(), "", Optional.empty());
        }
        if (!answer.succeeded()) {
            return Page.failed(refusals.of(collection, answer));
        }
        JsonNode body = answer.json();
        if (body == null || !body.path("value").isArray()) {
            return Page.failed(ReadRefusals.malformed(collection, "the answer is not a list with 'value'"));
        }
        return readMembers(collection, body);
    }

    private static Page readMembers(ResourceId collection, JsonNode body) {
        List<JsonNode> members = new ArrayList<>();
        for (JsonNode member : body.path("value")) {
            Optional<JsonNode> usable =
                    collection.isGraph() ? GraphObjects.wrapMember(collection, member) : Optional.of(member);
            if (!member.isObject() || usable.isEmpty()) {
                return Page.failed(ReadRefusals.malformed(collection, "a member is not an object with an id"));
            }
            members.add(usable.get());
        }
        String next =
                body.path(collection.isGraph() ? "@odata.nextLink" : "nextLink").asText("");
        return new Page(members, next.equals("null") ? "" : next, Optional.empty());
    }

    private Reply fetch(ResourceId id, String address) {
        HttpRequest request = new HttpRequest(HttpMethod.GET, address);
        return connection.send(id, request.setHeader(AzureConnection.ACCEPT, "application/json"), context);
    }

    @Override
    public Read baseline(ResourceId id) {
        return baselines.apply(id);
    }

    /** One page of a listing; {@code next} is empty on the last one. */
    private record Page(List<JsonNode> members, String next, Optional<Unreadable> problem) {
        static Page failed(Unreadable why) {
            return new Page(List.of(), "", Optional.of(why));
        }
    }
}
