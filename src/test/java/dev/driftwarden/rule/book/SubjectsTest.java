package dev.driftwarden.rule.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.rule.Subjects;
import dev.driftwarden.rule.load.RuleSource;
import dev.driftwarden.world.Unreadable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    private static final String CONTAINERS = ShippedRulesTest.ACCOUNT + "/blobServices/default/containers";
    private static final RuleSource FILE = new RuleSource("c.yaml", """
            driftwarden-rules: 1
            service: storage
            rules:
              - id: storage.container
                title: t
                severity: low
                resource: Microsoft.Storage/storageAccounts/blobServices/containers
                api-version: "2023-05-01"
                triggers:
                  - Microsoft.Storage/storageAccounts/blobServices/containers/write
                  - { on: Microsoft.Storage/storageAccounts/write, fan-out: blobServices/default/containers }
                  - { on: Microsoft.Resources/tags/write, subject: "/subscriptions/{subscription}" }
                fail: "false"
                message: m
                fix: none
                ticket: t
                mode: ticket
            """, false);

    private final RuleBook book =
            ((LoadResult.Loaded) RuleBook.load(List.of(FILE), ShippedRulesTest.CLOCK, Map.of())).book();

    @Test
    void anOwnersWriteNamesTheCollectionOfItsJudgedChildren() {
        ResourceId account = ResourceId.parse(ShippedRulesTest.ACCOUNT);
        assertThat(book.subjectsOf(account, "Microsoft.Storage/storageAccounts/write"))
                .containsExactly(ResourceId.parse(CONTAINERS));
        assertThat(book.subjectsOf(account, "Microsoft.Resources/tags/write"))
                .containsExactly(ResourceId.parse("/subscriptions/11111111-1111-1111-1111-111111111111"));
    }

    @Test
    void aCollectionIsExpandedToItsMembersOrReportedAsUnknown() {
        ResourceId collection = ResourceId.parse(CONTAINERS);
        RecordedWorld world = new RecordedWorld().list(CONTAINERS, "{\"id\":\"" + CONTAINERS + "/docs\"}");
        assertThat(book.expand(collection, world))
                .isEqualTo(new Subjects.Known(List.of(ResourceId.parse(CONTAINERS + "/docs"))));
        assertThat(book.expand(collection, world.unreadable(CONTAINERS, Unreadable.Kind.FORBIDDEN)))
                .isInstanceOf(Subjects.Unknown.class);
        ResourceId one = ResourceId.parse(CONTAINERS + "/docs");
        assertThat(book.expand(one, world)).isEqualTo(new Subjects.Known(List.of(one)));
    }
}
