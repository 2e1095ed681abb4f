using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>What convolutions and pooling refuse, and what they say.</summary>
public sealed class WindowErrorTests
{
    [Fact]
    public void A_kernel_longer_than_the_sequence_is_refused_with_both_numbers() => Refused(
        () => new Sequential(new Input(4, 3), new Conv1D(2, 5) { Name = "far" }).Build(),
        "'far'",
        "spans 5 timesteps",
        "[batch, 4, 3]",
        "[batch, 5, 3]");

    [Fact]
    public void A_dilated_kernel_longer_than_the_sequence_is_refused() => Refused(
        () => new Sequential(new Input(6, 1), new Conv1D(2, 3, new Conv1DOptions { DilationRate = 3 })).Build(), "'conv1d_1'",
        "spans 7 timesteps", "[batch, 6, 1]");

    [Fact]
    public void A_pool_longer_than_the_sequence_is_refused() => Refused(
        () => new Sequential(new Input(6, 2), new MaxPooling1D(7)).Build(), "'max-pooling1d_1'", "spans 7 timesteps", "[batch, 6, 2]");

    [Fact]
    public void A_window_may_be_longer_where_the_sequence_is_continued()
    {
        var model = new Sequential(
            new Input(2, 1), new Conv1D(2, 5, new Conv1DOptions { Padding = WindowPadding.Same }),
            new Conv1D(2, 4, new Conv1DOptions { Padding = WindowPadding.Causal }));
        model.Build();
        Assert.Equal(Shape.Sequence(2, 2), model.OutputShape);
    }

    [Fact]
    public void Data_that_are_too_short_for_a_model_of_any_length_are_refused()
    {
        var model = new Sequential(new Input(Shape.AnyLength, 1), new Conv1D(2, 5));
        model.Build();
        Assert.Equal(Shape.Sequence(Shape.AnyLength, 2), model.OutputShape);
        Refused(() => model.Predict(new float[3, 4, 1]), "'conv1d_1'", "spans 5 timesteps", "[batch, 4, 1]");
        Assert.Equal(6, model.Predict(new ArraySource(new float[3, 5, 1])).FlattenedLength);
    }

    [Fact]
    public void Groups_that_do_not_divide_are_refused()
    {
        Refused(() => _ = new Conv1D(5, 3, new Conv1DOptions { Groups = 2 }), "5 filters", "2 groups");
        Refused(
            () => new Sequential(new Input(9, 3), new Conv1D(4, 3, new Conv1DOptions { Groups = 2 })).Build(), "'conv1d_1'",
            "3 features of [batch, 9, 3]", "2 groups");
    }

    [Fact]
    public void Numbers_that_are_not_positive_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("filters", () => new Conv1D(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>("kernelSize", () => new Conv1D(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("Strides", () => new Conv1D(2, 3, new Conv1DOptions { Strides = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("DilationRate", () => new Conv1D(2, 3, new Conv1DOptions { DilationRate = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("Groups", () => new Conv1D(2, 3, new Conv1DOptions { Groups = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>("poolSize", () => new MaxPooling1D(0));
        Assert.Throws<ArgumentOutOfRangeException>("Strides", () => new AveragePooling1D(2, new PoolingOptions { Strides = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => new Conv1D(2, 3, new Conv1DOptions { Padding = (WindowPadding)7 }));
        Assert.Throws<ArgumentOutOfRangeException>("before", () => new ZeroPadding1D(-1, 0));
    }

    [Fact]
    public void Pooling_cannot_be_causal() =>
        Refused(() => _ = new MaxPooling1D(2, new PoolingOptions { Padding = WindowPadding.Causal }), "MaxPooling1D", "causal");

    [Fact]
    public void Options_of_all_zeros_are_the_defaults()
    {
        Conv1DOptions options = default;
        Assert.Equal(
            (1, 1, 1, true, WindowPadding.Valid),
            (options.Strides, options.DilationRate, options.Groups, options.UseBias, options.Padding));
        Assert.Equal(3, new MaxPooling1D(3).Strides);
    }

    private static void Refused(Action action, params string[] parts)
    {
        var error = Assert.ThrowsAny<ArgumentException>(action);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
