using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>The settings of a recurrent layer's weights: bias, initializers and regularizers.</summary>
internal sealed class CellSettings<TLayer>(
    Func<TLayer, bool> useBias, Func<TLayer, CellInitializers> initializers, CellInitializers standard, Func<TLayer,
    CellRegularizers> regularizers)
{
    private readonly Setting<TLayer, Initializer> _kernel = LayerSettings.Initializer<TLayer>(
        "kernel-initializer", layer => initializers(layer).Kernel, standard.Kernel, "Initial input kernel.");

    private readonly Setting<TLayer, Initializer> _recurrent = LayerSettings.Initializer<TLayer>(
        "recurrent-initializer", layer => initializers(layer).Recurrent, standard.Recurrent, "Initial recurrent kernel.");

    private readonly Setting<TLayer, Initializer> _bias = LayerSettings.Initializer<TLayer>(
        "bias-initializer", layer => initializers(layer).Bias, standard.Bias, "Initial bias.");

    private readonly Setting<TLayer, Regularizer> _kernelPenalty = LayerSettings.Regularizer<TLayer>(
        "kernel-regularizer", layer => regularizers(layer).Kernel, "Penalty on the input kernel.");

    private readonly Setting<TLayer, Regularizer> _recurrentPenalty = LayerSettings.Regularizer<TLayer>(
        "recurrent-regularizer", layer => regularizers(layer).Recurrent, "Penalty on the recurrent kernel.");

    private readonly Setting<TLayer, Regularizer> _biasPenalty = LayerSettings.Regularizer<TLayer>(
        "bias-regularizer", layer => regularizers(layer).Bias, "Penalty on the bias.");

    public Setting<TLayer, bool> UseBias { get; } = LayerSettings.UseBias(useBias);

    public IReadOnlyList<Setting> All => [UseBias, _kernel, _recurrent, _bias, _kernelPenalty, _recurrentPenalty, _biasPenalty];

    public CellInitializers Initializers(SettingValues values) => new(values.Get(_kernel), values.Get(_recurrent), values.Get(_bias));

    public CellRegularizers Regularizers(SettingValues values) =>
        new(values.Get(_kernelPenalty), values.Get(_recurrentPenalty), values.Get(_biasPenalty));
}
