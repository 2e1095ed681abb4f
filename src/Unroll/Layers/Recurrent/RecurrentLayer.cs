using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A recurrent layer: the loop over time around a cell, forward and backward (back-propagation through time, Werbos 1990). Takes
/// <c>[batch, timesteps, features]</c>; gives the hidden state of the last timestep, <c>[batch, units]</c>, or of all,
/// <c>[batch, timesteps, units]</c>.
/// </summary>
public abstract class RecurrentLayer : UnaryLayer
{
    private readonly RecurrentCell _cell;
    private readonly bool _useBias;
    private readonly CellInitializers _initializers;

    private protected RecurrentLayer(RecurrentCell cell, bool returnSequences, bool useBias, CellInitializers initializers)
    {
        _cell = cell;
        _useBias = useBias;
        _initializers = initializers;
        ReturnSequences = returnSequences;
    }

    /// <summary>Hidden units.</summary>
    public int Units => _cell.Units;

    /// <summary>Whether the hidden states of all timesteps go out, not the last one alone.</summary>
    public bool ReturnSequences { get; }

    /// <summary>Dimensions of the bias; null without one.</summary>
    private protected virtual int[] BiasDimensions => [_cell.GateWidth];

    /// <inheritdoc/>
    public override Shape GetOutputShape(Shape input)
    {
        LayerErrors.ThrowIfNotSequence(input, GetType().Name);
        if (IsBuilt && input.Features != InputShape.Features)
        {
            LayerErrors.ThrowShape(GetType().Name, InputShape, input);
        }

        return ReturnSequences ? Shape.Sequence(input.Timesteps, Units) : Shape.Vector(Units);
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _cell.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(int rows, int timesteps, bool training)
    {
        RecurrentWorkspace workspace = _cell.CreateWorkspace(rows, timesteps, training);
        if (!ReturnSequences)
        {
            workspace.Hidden = new AlignedBuffer(timesteps * rows * Units);
            workspace.HiddenGradients = training ? new AlignedBuffer(2 * rows * Units) : null;
        }

        return workspace;
    }

    /// <inheritdoc/>
    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        var own = (RecurrentWorkspace)workspace;
        Span<float> hidden = ReturnSequences ? output.Values : own.Hidden!.Span;
        int step = own.Rows * Units;
        _cell.ProjectInputs(own, input);
        ReadOnlySpan<float> previous = default;
        for (int t = 0; t < own.Timesteps; t++)
        {
            Span<float> current = hidden.Slice(t * step, step);
            _cell.Step(own, t, previous, current);
            previous = current;
        }

        if (!ReturnSequences)
        {
            previous.CopyTo(output.Values);
        }
    }

    /// <inheritdoc/>
    public override void Backward(
        LayerWorkspace workspace,
        TimeMajorSpan input,
        TimeMajorSpan output,
        TimeMajorSpan outputGradient,
        TimeMajorSpan inputGradient,
        PassContext context)
    {
        var own = (RecurrentWorkspace)workspace;
        ReadOnlySpan<float> hidden = ReturnSequences ? output.Values : own.Hidden!.Span;
        int step = own.Rows * Units;
        if (!ReturnSequences)
        {
            outputGradient.Values.CopyTo(own.HiddenGradients!.Span.Slice((own.Timesteps - 1) % 2 * step, step));
        }

        for (int t = own.Timesteps - 1; t >= 0; t--)
        {
            // The gradient through time is added where the output's own gradient of the step before waits.
            Span<float> gradient = ReturnSequences ? outputGradient.At(t) : own.HiddenGradients!.Span.Slice(t % 2 * step, step);
            ReadOnlySpan<float> previous = default;
            Span<float> previousGradient = default;
            if (t > 0)
            {
                previous = hidden.Slice((t - 1) * step, step);
                previousGradient = ReturnSequences
                    ? outputGradient.At(t - 1)
                    : own.HiddenGradients!.Span.Slice((t - 1) % 2 * step, step);
                if (!ReturnSequences)
                {
                    previousGradient.Clear();
                }
            }

            _cell.StepBackward(own, t, previous, hidden.Slice(t * step, step), gradient, previousGradient);
        }

        _cell.AccumulateInputGradients(own, input, inputGradient, context);
        _cell.AccumulateRecurrentGradients(own, hidden, context);
    }

    /// <inheritdoc/>
    public override JsonObject GetConfiguration()
    {
        JsonObject configuration = base.GetConfiguration();
        configuration["units"] = Units;
        configuration["return_sequences"] = ReturnSequences;
        configuration["use_bias"] = _useBias;
        configuration["kernel_initializer"] = LayerJson.Write(_initializers.Kernel);
        configuration["recurrent_initializer"] = LayerJson.Write(_initializers.Recurrent);
        configuration["bias_initializer"] = LayerJson.Write(_initializers.Bias);
        return configuration;
    }

    private protected static int CheckUnits(int units, string layer)
    {
        LayerErrors.ThrowIfNotPositive(units, layer, nameof(units));
        return units;
    }

    /// <inheritdoc/>
    protected override void BuildParameters(Shape input, RandomStream random)
    {
        Parameter kernel = AddParameter("kernel", input.Features, _cell.GateWidth);
        Parameter recurrentKernel = AddParameter("recurrent_kernel", Units, _cell.GateWidth);
        Parameter? bias = _useBias ? AddParameter("bias", BiasDimensions) : null;
        _cell.Attach(kernel, recurrentKernel, bias);
        _cell.Initialize(_initializers, input.Features, random);
    }
}
