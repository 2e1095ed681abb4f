namespace Unroll.Models;

/// <summary>Options of <see cref="GradientCheck"/>.</summary>
public readonly record struct GradientCheckOptions
{
    /// <summary>The defaults.</summary>
    public GradientCheckOptions()
    {
    }

    /// <summary>Rows of the batch. Default: 3.</summary>
    public int Rows { get; init; } = 3;

    /// <summary>Timesteps of inputs that take any number of them. Default: 5.</summary>
    public int Timesteps { get; init; } = 5;

    /// <summary>Real timesteps of each row, to check masks, too. Default null: all.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }

    /// <summary>Whether layers behave as in training; what is dropped stays the same in all passes. Default: false.</summary>
    public bool Training { get; init; }

    /// <summary>
    /// The inputs, one array each, [rows, timesteps, features]. Default null: random numbers, or indices for an embedding.
    /// </summary>
    public IReadOnlyList<float[]>? Inputs { get; init; }

    /// <summary>The largest error that passes, relative to the largest element of a gradient. Default: 0.001.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Width of the differences; narrower ones are tried, too. Default: 0.01.</summary>
    public double Step { get; init; } = 1e-2;

    /// <summary>Seed of inputs and of the weighting of outputs. Default: 0.</summary>
    public ulong Seed { get; init; }
}
