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

    /// <summary>The source of the bias.</summary>
    /// <param name="given">The initializer that the user chose.</param>
    protected virtual Initializer BiasInitializer(Initializer given) => given;

    /// <summary>Those of the Keras order: i, f, c, o of an LSTM, z, r, h of a GRU.</summary>
    public override IReadOnlyList<string> GateNames => gates switch
    {
        4 => ["input", "forget", "candidate", "output"],
        3 => ["update", "reset", "candidate"],
        _ => [],
    };

    public override void Build(ParameterFactory add, int inputs, RandomStream random)
    {
        int width = WeightLimit.Product("The width of its gates", Units, gates);
        Kernel = add("kernel", initializers.Kernel, inputs, width, random, inputs, width);
        RecurrentKernel = add("recurrent_kernel", initializers.Recurrent, Units, width, random, Units, width);
        Bias = useBias ? add("bias", BiasInitializer(initializers.Bias), inputs, width, random, BiasDimensions) : null;
    }
}

/// <summary>The regularizers of a recurrent cell's weights.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellRegularizers(Regularizer? Kernel, Regularizer? Recurrent, Regularizer? Bias);

/// <summary>Fills an LSTM's bias, its forget gate's part with ones.</summary>
/// <param name="bias">What fills the rest.</param>
/// <param name="units">Units of the layer.</param>
internal sealed class UnitForgetBias(Initializer bias, int units) : Initializer
{
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        bias.Fill(values, fanIn, fanOut, random);
        values.Slice(units, units).Fill(1f);
    }

    internal override void CheckLength(int length, int fanIn, int fanOut) => bias.CheckLength(length, fanIn, fanOut);
}

/// <summary>The initializers of a recurrent cell's weights.</summary>
/// <param name="Kernel">Of W.</param>
/// <param name="Recurrent">Of U.</param>
/// <param name="Bias">Of b.</param>
internal readonly record struct CellInitializers(Initializer Kernel, Initializer Recurrent, Initializer Bias);
