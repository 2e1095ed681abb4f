using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Models;

/// <summary>Graphs that cannot be are refused when they are built, and the message says where it is and what came together.</summary>
public sealed class InvalidGraphTests
{
    [Fact]
    public void A_cycle_is_refused_with_the_way_around() => Refused(
        () => new GraphBuilder()
            .Input("x", Shape.Sequence(5, 2))
            .Add("first", new Add(), "x", "third")
            .Add("second", new Dense(2), "first")
            .Add("third", new Activation(ActivationFunction.Tanh), "second")
            .Output("third")
            .Build(),
        "cycle",
        "first → second → third → first");

    [Fact]
    public void A_layer_that_takes_its_own_output_is_a_cycle() => Refused(
        () => new GraphBuilder().Input("x", Shape.Vector(2)).Add("again", new Add(), "x", "again").Output("again").Build(), "cycle",
        "again → again");

    [Fact]
    public void Two_outputs_of_one_name_are_refused_with_both_shapes() => Refused(
        () => new GraphBuilder()
            .Input("x", Shape.Sequence(5, 2))
            .Add("mean", new GlobalAveragePooling1D(), "x")
            .Add("steps", new Dense(3), "x")
            .Output("y", "mean")
            .Output("y", "steps")
            .Build(),
        "'y'",
        "'mean' of shape [batch, 2]",
        "'steps' of shape [batch, 5, 3]");

    [Fact]
    public void One_signal_goes_out_once()
    {
        Signal input = Graph.Input(3, "x");
        Signal output = new Dense(2) { Name = "y" }.Apply(input);
        Refused(() => _ = new Graph([input], [output, output]), "Two outputs", "'y' of shape [batch, 2]");
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused() => Refused(
        () => new GraphBuilder().Input("x", Shape.Vector(2)).Add("a", new Dense(2), "x").Add("a", new Dense(3), "x").Output("a").Build(),
        "'a'");

    [Fact]
    public void Shapes_that_do_not_meet_are_refused_with_the_layer_and_both_shapes()
    {
        GraphBuilder Branches() => new GraphBuilder()
            .Input("x", Shape.Sequence(9, 2))
            .Add("short", new MaxPooling1D(2), "x")
            .Add("wide", new Dense(4), "x")
            .Add("last", new Lstm(4), "x");
        Refused(() => Branches().Add("sum", new Add(), "short", "x").Output("sum").Build(), "'sum'", "[batch, 4, 2]", "[batch, 9, 2]");
        Refused(() => Branches().Add("product", new Multiply(), "x", "wide").Output("product").Build(), "'product'", "[batch, 9, 2]",
            "[batch, 9, 4]");
        Refused(() => Branches().Add("joined", new Concatenate(), "wide", "last").Output("joined").Build(), "'joined'", "[batch, 9, 4]",
            "[batch, 4]");
        Refused(() => Branches().Add("memory", new Gru(3), "last").Output("memory").Build(), "'memory'", "[batch, timesteps, features]",
            "[batch, 4]");
        Refused(() => Branches().Add("table", new Reshape(3, 5), "x").Output("table").Build(), "'table'", "[batch, 9, 2]", "[batch, 3, 5]");
    }

    [Fact]
    public void A_kernel_longer_than_the_sequence_is_refused_with_the_layer_and_both_shapes()
    {
        Refused(
            () => new GraphBuilder().Input("x", Shape.Sequence(5, 2)).Add("far", new Conv1D(4, 9), "x").Output("far").Build(),
            "'far'",
            "[batch, 5, 2]",
            "[batch, 9, 2]");

        // Also where a layer in between made the sequence short.
        Refused(
            () => new GraphBuilder()
                .Input("x", Shape.Sequence(10, 2)).Add("halves", new AveragePooling1D(2), "x").Add("far", new Conv1D(4, 7),
                    "halves").Output("far").Build(),
            "'far'",
            "[batch, 5, 2]",
            "[batch, 7, 2]");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Units_must_be_positive(int units)
    {
        Func<Layer>[] layers =
        [
            () => new Dense(units), () => new SimpleRnn(units), () => new Lstm(units), () => new Gru(units), () => new Conv1D(units, 2),
            () => new Conv1D(2, units),
        ];
        foreach (Func<Layer> layer in layers)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Sequential(new Input(5, 2), layer()));
            Assert.Contains($"at least 1 of {error.ParamName}, but got {units}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_signal_that_does_not_exist_is_refused_with_those_that_do() => Refused(
        () => new GraphBuilder().Input("x", Shape.Vector(2)).Add("y", new Dense(1), "z").Output("y").Build(), "'y'", "'z'",
        "'x' [batch, 2]");

    [Fact]
    public void An_input_that_nobody_needs_is_refused() => Refused(
        () => new GraphBuilder().Input("x", Shape.Vector(2)).Input("spare", Shape.Vector(3)).Add("y", new Dense(1), "x").Output("y")
            .Build(), "'spare'", "[batch, 3]");

    [Fact]
    public void A_layer_that_nobody_needs_is_refused() => Refused(
        () => new GraphBuilder().Input("x", Shape.Vector(2)).Add("y", new Dense(1), "x").Add("spare", new Dense(3), "x").Output("y")
            .Build(),
        "'spare'",
        "[batch, 3]");

    private static void Refused(Action action, params string[] parts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
