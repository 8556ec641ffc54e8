package dev.parlance.house.samples.near;

import dev.parlance.house.samples.far.There;

public class Here {
    There there = new There();
}
