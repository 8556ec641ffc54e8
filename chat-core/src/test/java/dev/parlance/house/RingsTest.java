package dev.parlance.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingsTest {
    private static final String SAMPLES = "dev.parlance.house.samples.";
    private static final String FOUR = "a ring of 4 classes: " + SAMPLES + "four: First, Fourth, Second, Third";

    @Test
    void fourClassesThatNeedEachOtherAreAFault() {
        assertThat(samples("four").faults()).containsExactly(FOUR);
    }

    @Test
    void threeMayNeedEachOther() {
        assertThat(samples("three").faults()).isEmpty();
    }

    @Test
    void aSealedFamilyCountsAsOneClass() {
        assertThat(samples("family").faults()).isEmpty();
    }

    @Test
    void twoClassesThatNeedEachOtherAcrossABorderAreAFault() {
        assertThat(samples("near", "far").faults())
                .containsExactly("a ring across packages: " + SAMPLES + "far.There, " + SAMPLES + "near.Here");
    }

    @Test
    void aRingThatIsListedWithItsReasonIsNone() {
        var excepted = samples("four", "near", "far")
                .except("a sample", SAMPLES + "four", "First", "Second", "Third", "Fourth")
                .exceptAcross("a sample", List.of(SAMPLES + "near.Here", SAMPLES + "far.There"));

        assertThat(excepted.faults()).isEmpty();
    }

    @Test
    void anExceptionIsForOneRingAndSaysWhy() {
        var tooFew = samples("four").except("a sample", SAMPLES + "four", "First", "Second", "Third");

        assertThat(tooFew.faults()).contains(FOUR);
        assertThatIllegalArgumentException().isThrownBy(() -> samples("four").except(" ", SAMPLES + "four", "First"));
    }

    @Test
    void anExceptionThatNoLongerAppliesIsAFault() {
        var gone = samples("three").except("a sample", SAMPLES + "three", "Alpha", "Beta", "Gamma");

        assertThat(gone.faults())
                .containsExactly("no such ring, though listed (a sample): " + SAMPLES + "three: Alpha, Beta, Gamma");
    }

    private static Rings samples(String... packages) {
        var names = new ArrayList<String>();
        for (String each : packages) names.add(SAMPLES + each);
        return Rings.of(List.copyOf(new ClassFileImporter().importPackages(names)));
    }
}
