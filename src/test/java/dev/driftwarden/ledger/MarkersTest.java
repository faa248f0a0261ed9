package dev.driftwarden.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.change.Actor;
import dev.driftwarden.finding.Finding.Cause;
import dev.driftwarden.finding.FindingId;
import dev.driftwarden.ledger.Markers.Marker;
import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.store.Change;
import dev.driftwarden.store.RecordKey;
import dev.driftwarden.store.Records;
import dev.driftwarden.testing.MemoryStore;
import dev.driftwarden.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of changes until the look. */
class MarkersTest {
    private static final Duration LOST = Duration.ofMinutes(10);
    private static final ResourceId ACCOUNT = ResourceId.parse("/subscriptions/00000000-0000-0000-0000-000000000001"
            + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st1");
    private static final ResourceId CONTAINERS = ResourceId.parse(ACCOUNT + "/blobServices/default/containers");

    private final MutableClock clock = MutableClock.atNoon();
    private final Records records = new MemoryStore(clock).records();
    private final Markers markers = new Markers(records, new Codec(), clock);

    private Cause cause(Actor actor) {
        clock.advance(Duration.ofMillis(1));
        return new Cause(actor, "write", clock.instant(), /* correlationId= */ null);
    }

    private void changed(String who) {
        Actor actor = new Actor(Actor.Kind.USER, null, who, null);
        markers.mark(List.of(ACCOUNT), cause(actor), LOST);
    }

    private List<String> remembered() {
        return markers.find(ACCOUNT).orElseThrow().value().causes().stream()
                .map(cause -> cause.actor().name())
                .toList();
    }

    @Test
    void forgetsNobodyBehindTheManyChangesOfAnother() {
        changed("ada");
        for (int i = 0; i < 20; i++) {
            changed("pipeline");
        }
        assertThat(remembered()).containsExactly("ada", "pipeline", "pipeline", "pipeline", "pipeline");
    }

    @Test
    void keepsTheLatestWhenThereAreTooMany() {
        List.of("a", "b", "c", "d", "e", "f", "a").forEach(this::changed);
        assertThat(remembered()).containsExactly("c", "d", "e", "f", "a");
    }

    @Test
    void whatALaterChangeConcernsBesidesIsLookedAtByTheSameLook() {
        assertThat(markers.mark(List.of(ACCOUNT), cause(Actor.UNKNOWN), LOST)).isTrue();
        assertThat(markers.mark(List.of(ACCOUNT, CONTAINERS), cause(Actor.UNKNOWN), LOST))
                .isFalse();
        assertThat(markers.mark(List.of(ACCOUNT, CONTAINERS), cause(Actor.UNKNOWN), LOST))
                .isFalse();
        Marker marker = markers.find(ACCOUNT).orElseThrow().value();
        assertThat(marker.subjects()).containsExactly(ACCOUNT, CONTAINERS);
        assertThat(marker.causes()).hasSize(3);
    }

    @Test
    void aMarkerOfAnEarlierVersionKeepsItsCauses() {
        changed("ada");
        String hash = FindingId.resourceHash(ACCOUNT);
        RecordKey key = new RecordKey("markers", hash.substring(0, 1), hash);
        String json = records.get(key).orElseThrow().json();
        assertThat(json).contains("\"also\":[],");
        records.write(new Change.Put(key, json.replace("\"also\":[],", "")));
        assertThat(remembered()).containsExactly("ada");
        assertThat(markers.find(ACCOUNT).orElseThrow().value().subjects()).containsExactly(ACCOUNT);
    }

    @Test
    void aChangeDuringTheLookKeepsTheMarkerWithAllThatItConcerns() {
        markers.mark(List.of(ACCOUNT), cause(Actor.UNKNOWN), LOST);
        Held<Marker> read = markers.find(ACCOUNT).orElseThrow();
        markers.mark(List.of(ACCOUNT, CONTAINERS), cause(Actor.UNKNOWN), LOST);
        assertThat(markers.done(read)).isFalse();
        assertThat(markers.find(ACCOUNT).orElseThrow().value().subjects()).containsExactly(ACCOUNT, CONTAINERS);
    }
}
