using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Tests.Models;

/// <summary>Targets of another shape, and layers that do not fit together, are refused by what to write.</summary>
public class TargetShapeTests
{
    [Fact]
    public void A_number_for_each_timestep_needs_a_third_axis()
    {
        var model = new Sequential(new Input(10, 2), new Lstm(4, new() { ReturnSequences = true }), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        ArgumentException refused = Assert.Throws<ArgumentException>(() => model.Fit(new float[8, 10, 2], new float[8, 10]));
        Assert.Contains("[samples, 10, 1]", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_numbers_under_a_loss_of_distributions_are_told_the_sparse_loss()
    {
        var model = new Sequential(new Input(2), new Dense(3, new() { Activation = ActivationFunction.Softmax }));
        model.Compile(new Adam(), new CategoricalCrossEntropy());
        ArgumentException refused = Assert.Throws<ArgumentException>(() => model.Fit(new float[4, 2], new int[] { 0, 1, 2, 0 }));
        Assert.Contains("SparseCategoricalCrossEntropy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_that_do_not_fit_together_are_refused_before_there_are_samples()
    {
        var model = new Sequential(new Input(10, 2), new Lstm(4), new Lstm(4), new Dense(1));
        ArgumentException refused = Assert.Throws<ArgumentException>(() => model.Compile(new Adam(), new MeanSquaredError()));
        Assert.Contains("lstm", refused.Message, StringComparison.Ordinal);
    }
}
