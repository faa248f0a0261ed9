package dev.driftwarden.world.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.driftwarden.resource.ResourceId;
import dev.driftwarden.resource.ResourceType;
import dev.driftwarden.world.Listing;
import dev.driftwarden.world.Read;
import dev.driftwarden.world.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedWorldTest {
    private static final String GROUP = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg";
    private static final String ACCOUNT = GROUP + "/providers/Microsoft.Storage/storageAccounts/stcontoso";
    private static final String CONTAINERS = ACCOUNT + "/blobServices/default/containers";
    private static final String POLICIES = "/graph/identity/conditionalAccess/policies";
    private static final String POLICY = "22222222-2222-2222-2222-222222222222";

    @Test
    void findsAnObjectWhateverTheCaseOfItsId() {
        RecordedWorld world = Worlds.of("{'id':'" + ACCOUNT.toUpperCase(java.util.Locale.ROOT) + "/','properties':{}}");
        assertThat(get(world, ACCOUNT)).isInstanceOf(Read.Found.class);
    }

    @Test
    void knowsNothingOfWhatItLacks() {
        RecordedWorld world = Worlds.of("[]");
        assertThat(get(world, ACCOUNT)).satisfies(read -> assertUnknown(((Read.Failed) read).why()));
        assertThat(list(world, CONTAINERS)).satisfies(l -> assertUnknown(((Listing.Failed) l).why()));
        assertThat(world.baseline(ResourceId.parse(ACCOUNT)))
                .satisfies(read -> assertUnknown(((Read.Failed) read).why()));
    }

    private static void assertUnknown(Unreadable why) {
        assertThat(why.kind()).isEqualTo(Unreadable.Kind.UNKNOWN);
        assertThat(why.worthRetrying()).isFalse();
    }

    @Test
    void takesAnObjectMissingInACompleteListingAsAbsent() {
        RecordedWorld world = Worlds.of("[{'list':'" + CONTAINERS + "','value':[]}]");
        assertThat(get(world, CONTAINERS + "/docs")).isInstanceOf(Read.Absent.class);
        assertThat(get(world, ACCOUNT)).isInstanceOf(Read.Failed.class);
        assertThat(list(world, CONTAINERS)).isEqualTo(new Listing.Complete(java.util.List.of()));
    }

    @Test
    void takesASubscriptionsListingAsCompleteForItsGroups() {
        String all = "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Storage/storageAccounts";
        RecordedWorld world = Worlds.of("[{'list':'" + all + "','value':[]}]");
        assertThat(get(world, ACCOUNT)).isInstanceOf(Read.Absent.class);
        assertThat(get(world, ACCOUNT + "/blobServices/default")).isInstanceOf(Read.Failed.class);
    }

    @Test
    void keepsWhatLiesBelowAnAbsentObjectAbsent() {
        RecordedWorld world = Worlds.of("[{'absent':'" + ACCOUNT + "'}]");
        assertThat(get(world, ACCOUNT)).isInstanceOf(Read.Absent.class);
        assertThat(get(world, CONTAINERS + "/docs")).isInstanceOf(Read.Absent.class);
        assertThat(list(world, CONTAINERS)).isEqualTo(new Listing.Complete(java.util.List.of()));
        assertThat(get(world, ACCOUNT + "2")).isInstanceOf(Read.Failed.class);
    }

    @Test
    void makesMembersOfListingsObjectsToo() {
        String member = "{'id':'" + CONTAINERS + "/docs','properties':{'publicAccess':'Blob'}}";
        RecordedWorld world = Worlds.of("[{'list':'" + CONTAINERS + "','value':[" + member + "]}]");
        assertThat(get(world, CONTAINERS + "/docs")).isInstanceOf(Read.Found.class);
    }

    @Test
    void prefersTheObjectItselfToAThinnerListingMember() {
        String thin = "[{'list':'" + GROUP + "/providers/Microsoft.Web/sites','value':[{'id':'" + GROUP
                + "/providers/Microsoft.Web/sites/app','properties':{'siteConfig':null}}]}]";
        String whole = "{'id':'" + GROUP + "/providers/Microsoft.Web/sites/app','properties':{'siteConfig':{'a':1}}}";
        for (RecordedWorld world : new RecordedWorld[] {Worlds.of(thin, whole), Worlds.of(whole, thin)}) {
            Read read = get(world, GROUP + "/providers/Microsoft.Web/sites/app");
            assertThat(((Read.Found) read).body().at("/properties/siteConfig/a").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void wrapsRawDirectoryMembers() {
        RecordedWorld world =
                Worlds.of("[{'list':'" + POLICIES + "','value':[{'id':'" + POLICY + "','state':'enabled'}]}]");
        Read.Found found = (Read.Found) get(world, POLICIES + "/" + POLICY);
        assertThat(found.body().at("/properties/state").asText()).isEqualTo("enabled");
        assertThat(found.body().path("type").asText()).isEqualTo("Microsoft.Graph/identity/conditionalAccess/policies");
        Listing.Complete listing = (Listing.Complete) list(world, POLICIES);
        assertThat(listing.members()).containsExactly(found.body());
    }

    @Test
    void takesTheTypeOfADirectoryObjectFromItsBody() {
        RecordedWorld world = Worlds.of("{'id':'" + POLICIES
                + "/mfa','type':'Microsoft.Graph/identity/conditionalAccess/policies','properties':{}}");
        assertThat(world.objects())
                .extracting(Recorded::type)
                .containsExactly(ResourceType.of("Microsoft.Graph/identity/conditionalAccess/policies"));
    }

    @Test
    void findsARoleDefinitionAtEveryScope() {
        String role = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
        RecordedWorld world = Worlds.of("{'id':'/subscriptions/s1" + role + "','properties':{}}");
        assertThat(get(world, role)).isInstanceOf(Read.Found.class);
        assertThat(get(world, "/subscriptions/s2" + role)).isInstanceOf(Read.Found.class);
        assertThat(get(world, role.replace("8e3af657", "9e3af657"))).isInstanceOf(Read.Failed.class);
    }

    @Test
    void findsAUserAmongTheDirectoryObjectsButNotAmongTheGroups() {
        RecordedWorld world =
                Worlds.of("[{'id':'/graph/users/u1','properties':{}},{'absent':'/graph/directoryObjects/u2'}]");
        assertThat(get(world, "/graph/directoryObjects/u1")).isInstanceOf(Read.Found.class);
        assertThat(get(world, "/graph/groups/u1")).isInstanceOf(Read.Failed.class);
        assertThat(get(world, "/graph/users/u2")).isInstanceOf(Read.Absent.class);
        assertThat(get(Worlds.of("[{'absent':'/graph/users/u3'}]"), "/graph/directoryObjects/u3"))
                .isInstanceOf(Read.Failed.class);
    }

    @Test
    void tellsAnAcceptedBaselineFromNoneEverAccepted() {
        RecordedWorld world = Worlds.of("[{'baseline':'" + POLICIES + "/a','value':{'state':'enabled'}},{'baseline':'"
                + POLICIES + "/b','value':null}]");
        assertThat(world.baseline(ResourceId.parse(POLICIES + "/a"))).isInstanceOf(Read.Found.class);
        assertThat(world.baseline(ResourceId.parse(POLICIES + "/b"))).isInstanceOf(Read.Absent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'$','properties':[]} | properties is not an object but a list",
                "{'id':'$','properties':'x'} | properties is not an object but a text",
                "{'id':'$','properties':null} | properties is not an object but null",
                "{'id':'$','allowBlobPublicAccess':false} | properties is missing",
            })
    void doesNotReadABodyOfAnotherShapeAsOneWithoutProperties(String body, String reason) {
        Read read = get(Worlds.of(body.replace("$", ACCOUNT).replaceAll("^'(.*)'$", "$1")), ACCOUNT);
        assertThat(((Read.Failed) read).why())
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Unreadable.Kind.MALFORMED))
                .satisfies(why -> assertThat(why.message()).startsWith(reason));
    }

    @Test
    void readsASubscriptionWithoutTypeAndProperties() {
        RecordedWorld world = Worlds.of("{'id':'/subscriptions/s1','subscriptionId':'s1'}");
        assertThat(get(world, "/subscriptions/S1")).isInstanceOf(Read.Found.class);
        assertThat(world.objects())
                .extracting(Recorded::type)
                .containsExactly(ResourceType.of("Microsoft.Resources/subscriptions"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "3 | w1.json:1:1: expected a resource (a JSON object), found a number",
                "[[]] | w1.json:1:2: expected a resource (a JSON object), found a list",
                "{} | w1.json:1:1: the object has no 'id'",
                "{'error':{'code':'NotFound'}} | w1.json:1:1: this is an error answer of Azure",
                "{'id':7} | w1.json:1:1: 'id' must be a text, found a number",
                "[{'id':'/subscriptions/s/../x'}] | w1.json:1:2: not a usable resource id: it has a segment '..'",
                "{'id':'/subscriptions/s?x=1'} | w1.json:1:1: not a usable resource id",
                "{'id':'https://evil.example/subscriptions/s'} | w1.json:1:1: not a usable resource id",
                "{'list':'/subscriptions/s/resourceGroups'} | w1.json:1:1: the listing /subscriptions/s/resourceGroups needs",
                "{'list':'/subscriptions/s/resourceGroups','value':[1]} | w1.json:1:1: a member of /subscriptions/s/resourceGroups is a number",
                "{'list':'/subscriptions/s/resourceGroups','value':[],'nextLink':'https://x'} | w1.json:1:1: the listing /subscriptions/s/resourceGroups has a nextLink",
                "{'absent':'/subscriptions/s','id':'/subscriptions/t'} | w1.json:1:1: 'id' does not belong here",
                "{'baseline':'/graph/x','value':3} | w1.json:1:1: the baseline of /graph/x needs",
                "[{'id':'/subscriptions/s'},{'absent':'/subscriptions/S'}] | w1.json:1:28: /subscriptions/S is said to be absent",
                "[{'id':'/subscriptions/s'},{'id':'/subscriptions/s','a':1}] | w1.json:1:28: /subscriptions/s is given twice",
            })
    void refusesWhatContradictsItselfOrCannotBeUnderstood(String text, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Worlds.of(text))
                .satisfies(e -> assertThat(e.getMessage()).startsWith(message));
    }

    private static Read get(RecordedWorld world, String id) {
        return world.get(ResourceId.parse(id), "2023-05-01");
    }

    private static Listing list(RecordedWorld world, String collection) {
        return world.list(ResourceId.parse(collection), "2023-05-01", "");
    }
}
