package dev.driftwarden.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told what, and where tickets are kept besides the built-in list.
 *
 * @param ownerTag name of the tag that says who owns a resource
 * @param tickets null when there is only the built-in list
 * @param slackPeople Slack user id to the person that it stands for
 */
public record Outreach(
        String ownerTag,
        List<Channel> channels,
        List<NoticeRoute> routes,
        @Nullable Tickets tickets,
        Map<String, KnownPerson> slackPeople) {
    public static final Outreach NONE = new Outreach("owner", List.of(), List.of(), null, Map.of());

    public Outreach {
        channels = List.copyOf(channels);
        routes = List.copyOf(routes);
        slackPeople = Map.copyOf(slackPeople);
    }

    /**
     * Tickets outside.
     *
     * @param flood from when on further findings of one rule share a ticket
     * @param assign value of the owner tag, or object id of who made the change, to the account that gets the ticket
     */
    public record Tickets(TicketSystemSettings system, Flood flood, Map<String, String> assign) {
        public Tickets {
            assign = Map.copyOf(assign);
        }

        /** The account for an owner or actor, compared without regard to case. */
        public Optional<String> assignee(String ownerOrActor) {
            return assign.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(ownerOrActor))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    /**
     * A person that is known by another account than the directory's.
     *
     * @param objectId Entra object id in lower case
     * @param roles app roles that the person holds
     */
    public record KnownPerson(String objectId, String name, Set<String> roles) {
        public KnownPerson {
            roles = Set.copyOf(roles);
        }
    }

    /** Whether anybody may be told of this kind. */
    public boolean wants(NoticeKind kind) {
        return routes.stream().anyMatch(route -> route.wants(kind));
    }

    public Optional<Channel> channel(String name) {
        return channels.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }
}
