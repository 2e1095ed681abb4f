using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>The settings that MiniRocket has for classes and for numbers.</summary>
internal static class MiniRocketSettings
{
    /// <summary>About how many features a series has unless given: 9,996 are made, a multiple of 84.</summary>
    public const int UsualFeatures = 10_000;

    /// <summary>The most features: ten times as many as usual, which already say nothing more, and fit into memory.</summary>
    private const int MostFeatures = 100_000;

    /// <summary>The number of features.</summary>
    /// <param name="get">Reads it.</param>
    public static Setting<T, int> Features<T>(Func<T, int> get) =>
        new("features", Kind.Integer(84, MostFeatures), get, "About how many features a series has; a multiple of 84 is made.")
        { DefaultValue = UsualFeatures };

    /// <summary>The seed.</summary>
    /// <param name="get">Reads it.</param>
    public static Setting<T, int> Seed<T>(Func<T, int> get) =>
        new("seed", Kind.Integer(0), get, "Seed of random choices.") { DefaultValue = 1 };
}
