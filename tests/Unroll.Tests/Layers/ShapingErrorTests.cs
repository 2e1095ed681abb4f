using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>What layers refuse that reshape or join, and what they say.</summary>
public sealed class ShapingErrorTests
{
    [Theory]
    [InlineData("add")]
    [InlineData("multiply")]
    [InlineData("concatenate")]
    [InlineData("maximum")]
    public void A_sequence_and_a_vector_are_not_joined(string kind) => Refused(
        () => Join(kind).Apply(Graph.Input(10, 3), Graph.Input(3)), "'joint'", "[batch, 10, 3]", "[batch, 3]", "RepeatVector(10)");

    [Theory]
    [InlineData("subtract")]
    [InlineData("average")]
    [InlineData("concatenate")]
    public void Sequences_of_different_length_are_not_joined(string kind) => Refused(
        () => Join(kind).Apply(Graph.Input(10, 3), Graph.Input(8, 3)), "'joint'", "[batch, 10, 3]", "[batch, 8, 3]", "10 timesteps", "8");

    [Fact]
    public void Different_features_are_not_added() =>
        Refused(() => Join("add").Apply(Graph.Input(10, 3), Graph.Input(10, 4)), "'joint'", "[batch, 10, 3]", "[batch, 10, 4]",
            "Concatenate");

    [Fact]
    public void One_input_is_not_joined() => Refused(() => Join("multiply").Apply(Graph.Input(3)), "'joint'", "two or more", "[batch, 3]");

    [Fact]
    public void Lengths_that_turn_out_to_differ_are_refused()
    {
        Signal first = Graph.Input(Shape.AnyLength, 2, "first");
        Signal second = Graph.Input(Shape.AnyLength, 2, "second");
        var model = new Graph([first, second], [Join("add").Apply(first, second)]);
        model.Build();
        Assert.Equal(Shape.Sequence(Shape.AnyLength, 2), model.OutputShapes[0]);
        Refused(
            () => model.CreatePass([Shape.Sequence(4, 2), Shape.Sequence(5, 2)], [false, false], 1, default), "'joint'", "[batch, 4, 2]",
            "[batch, 5, 2]");
    }

    [Fact]
    public void Reshape_refuses_another_number_of_numbers()
    {
        Refused(() => new Sequential(new Input(5, 2), new Reshape(3, 3)).Build(), "'reshape_1'", "[batch, 5, 2]", "[batch, 3, 3]",
            "10 numbers", "9");
        Refused(() => new Sequential(new Input(5, 2), new Reshape(-1, 3)).Build(), "'reshape_1'", "10 numbers", "multiple of 3");
        Refused(() => new Sequential(new Input(5, 2), new Reshape(11)).Build(), "[batch, 5, 2]", "[batch, 11]");
    }

    [Fact]
    public void Any_length_is_refused_where_the_length_must_be_known()
    {
        foreach (Layer layer in new Layer[] { new Flatten(), new Permute(), new Reshape(4, 3) })
        {
            Refused(() => new Sequential(new Input(Shape.AnyLength, 2), layer).Build(), layer.GetType().Name, "[batch, timesteps, 2]",
                "fixed number of timesteps");
        }
    }

    [Fact]
    public void Repeat_vector_refuses_sequences() =>
        Refused(() => new Sequential(new Input(5, 2), new RepeatVector(3)).Build(), "'repeat-vector_1'", "[batch, features]",
            "[batch, 5, 2]");

    [Fact]
    public void Cropping_must_leave_something() =>
        Refused(() => new Sequential(new Input(5, 2), new Cropping1D(2, 3)).Build(), "'cropping1d_1'", "[batch, 5, 2]", "[batch, 6, 2]");

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("timesteps", () => new RepeatVector(0));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => new UpSampling1D(0));
        Assert.Throws<ArgumentOutOfRangeException>("after", () => new Cropping1D(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("maskValue", () => new Masking(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("features", () => new Reshape(0));
    }

    [Fact]
    public void A_model_with_a_lambda_is_not_saved_and_says_why()
    {
        var model = new Sequential(new Input(3), Lambda.Elementwise(x => x, _ => 1), new Dense(1));
        model.Build();
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var error = Assert.Throws<NotSupportedException>(() => model.Save(path));
        Assert.Contains("'lambda_1' is a Lambda and cannot be saved", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private static Layer Join(string kind) =>
        Layer.Catalogue.Create(
            new System.Text.Json.Nodes.JsonObject { [kind] = new System.Text.Json.Nodes.JsonObject { ["name"] = "joint" } });

    private static void Refused(Action action, params string[] parts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
