using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>The settings of a layer with a kernel and a bias: whether there is one, initializers and regularizers.</summary>
internal sealed class WeightSettings<TLayer>(Func<TLayer, WeightOptions> get, WeightOptions standard)
{
    private readonly Setting<TLayer, bool> _useBias = LayerSettings.UseBias<TLayer>(layer => get(layer).UseBias);

    private readonly Setting<TLayer, Initializer> _kernel = LayerSettings.Initializer<TLayer>(
        "kernel-initializer", layer => get(layer).Kernel, standard.Kernel, "Initial kernel.");

    private readonly Setting<TLayer, Initializer> _bias = LayerSettings.Initializer<TLayer>(
        "bias-initializer", layer => get(layer).Bias, standard.Bias, "Initial bias.");

    private readonly Setting<TLayer, Regularizer> _kernelPenalty = LayerSettings.Regularizer<TLayer>(
        "kernel-regularizer", layer => get(layer).KernelPenalty, "Penalty on the kernel.");

    private readonly Setting<TLayer, Regularizer> _biasPenalty = LayerSettings.Regularizer<TLayer>(
        "bias-regularizer", layer => get(layer).BiasPenalty, "Penalty on the bias.");

    public IReadOnlyList<Setting> All => [_useBias, _kernel, _bias, _kernelPenalty, _biasPenalty];

    public WeightOptions Read(SettingValues values) => new(
        values.Get(_useBias), values.Get(_kernel), values.Get(_bias), values.Get(_kernelPenalty), values.Get(_biasPenalty));
}

/// <summary>The options of a layer's kernel and bias.</summary>
internal readonly record struct WeightOptions(
    bool UseBias, Initializer Kernel, Initializer Bias, Regularizer? KernelPenalty, Regularizer? BiasPenalty);
