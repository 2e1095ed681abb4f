using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>The settings of Adam and its kin.</summary>
internal sealed class AdamSettings<TOptimizer>(Func<TOptimizer, AdamOptions> get)
    where TOptimizer : Optimizer
{
    private readonly Setting<TOptimizer, float> _beta1 = OptimizerSettings<TOptimizer>.Decay(
        "beta1", optimizer => get(optimizer).Beta1, default(AdamOptions).Beta1, "Decay of the mean of the gradients.");

    private readonly Setting<TOptimizer, float> _beta2 = OptimizerSettings<TOptimizer>.Decay(
        "beta2", optimizer => get(optimizer).Beta2, default(AdamOptions).Beta2, "Decay of the mean of the squared gradients.");

    private readonly Setting<TOptimizer,
        float> _epsilon = OptimizerSettings<TOptimizer>.Epsilon(optimizer => get(optimizer).Epsilon, default(AdamOptions).Epsilon);

    public Setting<TOptimizer, bool> AmsGrad { get; } =
        new("amsgrad", Kind.Flag, optimizer => get(optimizer).AmsGrad, "Whether the mean squared gradient never falls.");

    public IReadOnlyList<Setting> All => [_beta1, _beta2, _epsilon];

    public AdamOptions Read(SettingValues values) => new()
    {
        Beta1 = values.Get(_beta1),
        Beta2 = values.Get(_beta2),
        Epsilon = values.Get(_epsilon),
        AmsGrad = values.Get(AmsGrad),
    };
}
