using Unroll.Catalogue;

namespace Unroll.Analysis.Estimators;

/// <summary>The settings of support vector machines in the catalogue.</summary>
/// <param name="get">Reads the options from the model.</param>
/// <param name="isRegression">Whether numbers are learned, which have errors that cost nothing.</param>
internal sealed class SupportVectorSettings<T>(Func<T, SupportVectorOptions> get, bool isRegression)
{
    private readonly Setting<T, SupportVectorKernel> _kernel =
        new("kernel", Kind.Choice(("rbf", SupportVectorKernel.Rbf), ("linear", SupportVectorKernel.Linear)),
            model => get(model).Kernel, "Kernel.")
        { DefaultValue = SupportVectorKernel.Rbf };

    private readonly Setting<T, double> _cost =
        new("cost", Kind.Number(NumberRange.Positive), model => get(model).Cost, "Cost C of an error.") { DefaultValue = 1 };

    private readonly Setting<T, double?> _gamma =
        new("gamma", Kind.Optional(Kind.Number(NumberRange.Positive)), model => get(model).Gamma, "Width γ of the kernel rbf.")
        { DefaultNote = "1 / (features × variance)" };

    private readonly Setting<T, double> _epsilon =
        new("epsilon", Kind.Number(NumberRange.NonNegative), model => get(model).Epsilon,
            "Errors that cost nothing, in standard deviations of the target.")
        { DefaultValue = 0.1 };

    private readonly Setting<T, bool> _standardize = RidgeSettings.Standardize<T>(model => get(model).Standardize);

    /// <summary>All of them.</summary>
    public IReadOnlyList<Setting> All =>
        isRegression ? [_kernel, _cost, _gamma, _epsilon, _standardize] : [_kernel, _cost, _gamma, _standardize];

    /// <summary>The options of values.</summary>
    /// <param name="values">The values.</param>
    public SupportVectorOptions Read(SettingValues values) => new()
    {
        Kernel = values.Get(_kernel),
        Cost = values.Get(_cost),
        Gamma = values.Get(_gamma),
        Epsilon = values.Get(_epsilon),
        Standardize = values.Get(_standardize),
    };
}
