package dev.parlance.house.samples.family;

sealed interface Shape permits Circle, Square, Polygon {
    static Shape of(int corners, Drawing on) {
        return switch (corners) {
            case 0 -> new Circle(on);
            case 4 -> new Square(on);
            default -> new Triangle(on);
        };
    }
}

record Circle(Drawing on) implements Shape {}

record Square(Drawing on) implements Shape {}

abstract sealed class Polygon implements Shape permits Triangle {}

final class Triangle extends Polygon {
    final Drawing on;

    Triangle(Drawing on) {
        this.on = on;
    }
}

record Drawing(Shape shape) {}
