using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>What does not fit into memory is refused before any of it is taken.</summary>
public sealed class TrainingMemoryTests
{
    [Fact]
    public void Each_part_counts_and_names_what_to_make_smaller()
    {
        Model model = new Sequential([new Input(Shape.Sequence(50, 3)), new Lstm(64), new Dense(1)]);
        model.Compile(new Adam(), new MeanSquaredError());
        model.Build();
        FitOptions options = new() { BatchSize = 256 };
        ArraySource samples = new(new float[256, 50, 3], new float[256, 1]);
        TrainingMemory needed = TrainingMemory.Of(model, samples, options, 1 << 20);
        TrainingMemory exact = TrainingMemory.Of(model, samples, options, 1L << 28);

        // Weights, the gradients of eight shards, and two numbers that Adam keeps of each.
        Assert.Equal(4.0 * (model.ParameterCount + ((8 + 2) * model.GradientLength)), needed.Weights);

        // At least values and gradients of the input and the hidden states; all gates are kept, too.
        Assert.InRange(needed.Samples, 2.0 * 4 * 256 * 50 * 64, exact.Samples / 2);

        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => TrainingMemory.Check(model, samples, options, (long)needed.Samples));
        Assert.StartsWith("BatchSize is 256", refused.Message, StringComparison.Ordinal);
        Assert.Contains("make the layers smaller", Assert.Throws<ArgumentException>(
            () => TrainingMemory.Check(model, samples, options with { BatchSize = 1 }, 100)).Message, StringComparison.Ordinal);
        TrainingMemory.Check(model, samples, options, 1L << 30);
    }

    [Fact]
    public void Buffers_that_no_array_can_hold_are_refused()
    {
        Model model = new Sequential([new Input(Shape.Vector(2)), new RepeatVector(1 << 30), new Lstm(4), new Dense(1)]);
        model.Compile(new Adam(), new MeanSquaredError());

        Assert.Contains("GB", Assert.Throws<ArgumentException>(
            () => model.Fit(new float[8, 2], new float[8, 1], new FitOptions())).Message, StringComparison.Ordinal);
    }
}
