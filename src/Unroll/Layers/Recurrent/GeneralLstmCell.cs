using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// An LSTM's cell in its general form, for any activations: gates in the order i, f, c, o of Keras, and the state c beside h.
/// </summary>
internal abstract class GeneralLstmCell(int units, CellInitializers initializers, bool useBias, bool unitForgetBias)
    : GeneralGateCell(units, 4, initializers, useBias)
{
    public override IReadOnlyList<int> StateSizes => [Units, Units];

    public override Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) =>
        ((LstmWorkspace)workspace).CellAt(timestep);

    public override Span<float> StateGradient(RecurrentWorkspace workspace, int state) => ((LstmWorkspace)workspace).CellGradient.Span;

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context) =>
        ((LstmWorkspace)workspace).CellGradient.Span.Clear();

    protected override Initializer BiasInitializer(Initializer given) => unitForgetBias ? new UnitForgetBias(given, Units) : given;
}
