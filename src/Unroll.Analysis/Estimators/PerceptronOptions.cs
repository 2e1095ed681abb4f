namespace Unroll.Analysis.Estimators;

/// <summary>Settings of multilayer perceptrons.</summary>
public sealed record PerceptronOptions
{
    /// <summary>The units of each hidden layer, at least 1 each.</summary>
    public IReadOnlyList<int> HiddenUnits { get; init; } = [64];

    /// <summary>The most epochs, at least 1; training ends before where errors on rows held out no longer fall.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>The learning rate of Adam, above 0.</summary>
    public double LearningRate { get; init; } = 0.003;

    /// <summary>The seed of weights and order.</summary>
    public int Seed { get; init; } = 1;
}
