namespace Unroll.Analysis.Markov;

/// <summary>Settings of a <see cref="HiddenMarkovSearch"/>.</summary>
public sealed record HiddenMarkovOptions
{
    /// <summary>The kind of emissions of a state. Default: a normal distribution.</summary>
    public EmissionKind Emissions { get; init; }

    /// <summary>The number of states. Default null: chosen by the criterion.</summary>
    public int? States { get; init; }

    /// <summary>The most states that are tried where their number is chosen. Default: 8.</summary>
    public int MaxStates { get; init; } = 8;

    /// <summary>The criterion of that choice. Default: BIC.</summary>
    public StateCriterion Criterion { get; init; }

    /// <summary>Starts of the estimate for each number of states, of which the best goes on. Default: 8.</summary>
    public int Restarts { get; init; } = 8;

    /// <summary>Components of each state of a mixture. Default: 2.</summary>
    public int Components { get; init; } = 2;

    /// <summary>Whether columns are independent within a state. Default: no.</summary>
    public bool IsDiagonal { get; init; }

    /// <summary>Settings of the estimate.</summary>
    public BaumWelchOptions Estimation { get; init; } = new();

    /// <summary>The seed of the starts. Default: 1.</summary>
    public int Seed { get; init; } = 1;
}
