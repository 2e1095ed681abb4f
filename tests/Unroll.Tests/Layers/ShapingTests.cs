using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>What layers give that move numbers about, number by number, in the order that users see: [rows, timesteps, features].</summary>
public sealed class ShapingTests
{
    // Two samples of three timesteps of two features: 111 is sample 1, timestep 1, feature 1.
    private static readonly float[,,] _input = { { { 111, 112 }, { 121, 122 }, { 131, 132 } },
        { { 211, 212 }, { 221, 222 }, { 231, 232 } } };

    [Fact]
    public void Flatten_goes_timestep_by_timestep() =>
        Gives(new Flatten(), Shape.Vector(6), 111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232);

    [Fact]
    public void Reshape_keeps_the_order() =>
        Gives(new Reshape(2, 3), Shape.Sequence(2, 3), 111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232);

    [Fact]
    public void Reshape_finds_the_timesteps() =>
        Gives(new Reshape(-1, 1), Shape.Sequence(6, 1), 111, 112, 121, 122, 131, 132, 211, 212, 221, 222, 231, 232);

    [Fact]
    public void Permute_exchanges_timesteps_and_features() =>
        Gives(new Permute(), Shape.Sequence(2, 3), 111, 121, 131, 112, 122, 132, 211, 221, 231, 212, 222, 232);

    [Fact]
    public void Cropping_cuts_both_ends() => Gives(new Cropping1D(1, 1), Shape.Sequence(1, 2), 121, 122, 221, 222);

    [Fact]
    public void A_slice_has_some_features_of_each_step() =>
        Gives(new SliceFeatures(1, 1), Shape.Sequence(3, 1), 112, 122, 132, 212, 222, 232);

    [Fact]
    public void Zero_padding_adds_at_both_ends() => Gives(
        new ZeroPadding1D(1, 2), Shape.Sequence(6, 2), 0, 0, 111, 112, 121, 122, 131, 132, 0, 0, 0, 0, 0, 0, 211, 212, 221, 222, 231, 232,
        0, 0, 0, 0);

    [Fact]
    public void Up_sampling_repeats_timesteps() => Gives(
        new UpSampling1D(2),
        Shape.Sequence(6, 2),
        [111, 112, 111, 112, 121, 122, 121, 122, 131, 132, 131, 132, 211, 212, 211, 212, 221, 222, 221, 222, 231, 232, 231, 232]);

    [Fact]
    public void Repeat_vector_repeats_the_vector()
    {
        var model = new Sequential(new Input(2), new RepeatVector(3));
        Assert.Equal([1f, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], model.Predict(new ArraySource(new float[,] { { 1, 2 }, { 3, 4 } })).ToArray());
    }

    [Fact]
    public void Pooling_takes_the_largest_and_the_mean()
    {
        Gives(new MaxPooling1D(2), Shape.Sequence(1, 2), 121, 122, 221, 222);
        Gives(new AveragePooling1D(2, new PoolingOptions { Strides = 1 }), Shape.Sequence(2, 2), 116, 117, 126, 127, 216, 217, 226, 227);
        Gives(new AveragePooling1D(2, new PoolingOptions { Padding = WindowPadding.Same }), Shape.Sequence(2, 2), 116, 117, 131, 132, 216,
            217, 231, 232);
        Gives(new GlobalMaxPooling1D(), Shape.Vector(2), 131, 132, 231, 232);
        Gives(new GlobalAveragePooling1D(), Shape.Vector(2), 121, 122, 221, 222);
    }

    [Fact]
    public void The_first_of_equal_numbers_has_the_gradient_of_their_maximum()
    {
        var model = new Sequential(new Input(4, 1), new GlobalMaxPooling1D());
        var probe = new GradientProbe(model, rows: 1, timesteps: 4);
        probe.Forward([2, 5, 5, 1]);
        probe.Backward([3]);
        Assert.Equal([0f, 3, 0, 0], probe.InputGradient);
    }

    /// <summary>More numbers than any vector has, so that the first of equals is found in whole vectors, too.</summary>
    [Fact]
    public void Of_many_equal_numbers_the_first_has_the_gradient()
    {
        const int Features = 37;
        float[] ones = [.. Enumerable.Repeat(1f, Features)];
        float[] zeros = new float[Features];
        var probe = new GradientProbe(new Sequential(new Input(3, Features), new GlobalMaxPooling1D()), rows: 1, timesteps: 3);
        probe.Forward([.. zeros, .. ones, .. ones]);
        probe.Backward(ones);
        Assert.Equal([.. zeros, .. ones, .. zeros], probe.InputGradient);
    }

    [Fact]
    public void Joining_layers_join_number_by_number()
    {
        Signal left = Graph.Input(2, "left");
        Signal right = Graph.Input(2, "right");
        Layer[] layers = [new Add(), new Subtract(), new Multiply(), new Average(), new Maximum(), new Concatenate()];
        var model = new Graph([left, right], [.. layers.Select(layer => layer.Apply(left, right))]);
        model.Build();
        ShardPass pass = model.CreatePass([Shape.Vector(2), Shape.Vector(2)], [false, false], 1, default);
        new float[] { 5, -2 }.CopyTo(pass.Inputs[0].Values.Values);
        new float[] { 3, 4 }.CopyTo(pass.Inputs[1].Values.Values);

        pass.Forward();

        float[][] expected = [[8, 2], [2, -6], [15, -8], [4, 1], [5, 4], [5, -2, 3, 4]];
        Assert.Equal(expected, pass.Outputs.Select(output => output.Values.Values.ToArray()));
    }

    private static void Gives(Layer layer, Shape shape, params float[] expected)
    {
        var model = new Sequential(new Input(3, 2), layer);
        model.Build();
        Assert.Equal(shape, model.OutputShape);
        Assert.Equal(expected, model.Predict(new ArraySource(_input)).ToArray());
    }
}
