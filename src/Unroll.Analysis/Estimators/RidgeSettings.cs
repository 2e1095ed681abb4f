using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>The settings that models with a penalty share.</summary>
internal static class RidgeSettings
{
    /// <summary>The penalty.</summary>
    /// <param name="get">Reads it.</param>
    /// <param name="how">How it is chosen where it is not given.</param>
    public static Setting<T, double?> Penalty<T>(Func<T, double?> get, string how = "by leaving rows out") =>
        new("alpha", Kind.Optional(Kind.Number(NumberRange.Positive)), get,
            $"Weight of the penalty on coefficients; chosen {how} where none is given.")
        { DefaultNote = "chosen", Example = "alpha: 1.0" };

    /// <summary>Whether features are standardized.</summary>
    /// <param name="get">Reads it.</param>
    public static Setting<T, bool> Standardize<T>(Func<T, bool> get) =>
        new("standardize", Kind.Flag, get, "Whether features are divided by their standard deviations first.") { DefaultValue = true };
}
