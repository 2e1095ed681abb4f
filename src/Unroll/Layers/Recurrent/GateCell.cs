using Unroll.Initializers;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>A cell made of gates: its parameters, as Keras has them.</summary>
internal abstract class GateCell(int units, int gates, CellInitializers initializers, bool useBias) : RecurrentCell(units)
{
    /// <summary>Width of a row of gates: units times the cell's number of gates.</summary>
    public int GateWidth { get; } = units * gates;

    /// <summary>W, [inputs, gates·units].</summary>
    public Parameter Kernel { get; private set; } = null!;

    /// <summary>U, [units, gates·units].</summary>
    public Parameter RecurrentKernel { get; private set; } = null!;

    /// <summary>b, or null.</summary>
    public Parameter? Bias { get; private set; }

    /// <summary>Dimensions of the bias, if there is one.</summary>
    protected virtual int[] BiasDimensions => [GateWidth];

    public override void Build(Func<string, int[], Parameter> add, int inputs, RandomStream random)
    {
        Kernel = add("kernel", [inputs, GateWidth]);
        RecurrentKernel = add("recurrent_kernel", [Units, GateWidth]);
        Bias = useBias ? add("bias", BiasDimensions) : null;
        initializers.Kernel.Fill(Kernel.Values, inputs, GateWidth, random);
        initializers.Recurrent.Fill(RecurrentKernel.Values, Units, GateWidth, random);
        if (Bias is not null)
        {
            initializers.Bias.Fill(Bias.Values, inputs, GateWidth, random);
        }
    }
}

/// <summary>The regularizers of a recurrent cell's weights.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellRegularizers(Regularizer? Kernel, Regularizer? Recurrent, Regularizer? Bias);

/// <summary>The initializers of a recurrent cell's weights.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellInitializers(Initializer Kernel, Initializer Recurrent, Initializer Bias);
