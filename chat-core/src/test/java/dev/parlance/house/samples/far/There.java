package dev.parlance.house.samples.far;

import dev.parlance.house.samples.near.Here;
import java.util.function.Supplier;

public class There {
    Supplier<Here> back = Here::new;
}
