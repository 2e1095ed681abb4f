using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>One timestep of a <see cref="RnnCell"/>: arrays of [rows, size], row-major.</summary>
public readonly ref struct RnnStep
{
    private readonly RnnCell _cell;
    private readonly UserWorkspace _workspace;
    private readonly PassContext _context;
    private readonly RecurrentStep _step;
    private readonly ReadOnlySpan<float> _hiddenGradient;
    private readonly Span<float> _previousHiddenGradient;

    internal RnnStep(RnnCell cell, UserWorkspace workspace, in RecurrentStep step)
    {
        _cell = cell;
        _workspace = workspace;
        _context = workspace.Context!;
        _step = step;
    }

    internal RnnStep(RnnCell cell, UserWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
        : this(cell, workspace, step)
    {
        _hiddenGradient = gradient.Hidden;
        _previousHiddenGradient = gradient.PreviousHidden.IsEmpty ? workspace.Discarded.Span : gradient.PreviousHidden;
    }

    /// <summary>Rows.</summary>
    public int Rows => _workspace.Rows;

    /// <summary>Timestep from 0, in the order of time.</summary>
    public int Timestep => _step.Timestep;

    /// <summary>Whether this is a training pass.</summary>
    public bool IsTraining => _context.IsTraining;

    /// <summary>x, [rows, inputs].</summary>
    public ReadOnlySpan<float> Input => _workspace.InputAt(_workspace.Input, Timestep);

    /// <summary>Numbers saved by the forward pass for the backward pass, [rows, saved size].</summary>
    public Span<float> Saved => _workspace.SavedAt(Timestep);

    /// <summary>Gradient of x, added to, [rows, inputs].</summary>
    public Span<float> InputGradient => _workspace.InputAt(_workspace.InputGradient, Timestep);

    /// <summary>A state of the step before, [rows, size].</summary>
    /// <param name="state">Index of the state; 0 is the hidden state.</param>
    public ReadOnlySpan<float> PreviousState(int state = 0) =>
        state > 0 ? _workspace.States[state].At(_step.Previous)
        : _step.PreviousHidden.IsEmpty ? _workspace.ZeroState.Span : _step.PreviousHidden;

    /// <summary>A state of this step, [rows, size].</summary>
    /// <param name="state">Index of the state; 0 is the hidden state.</param>
    public Span<float> State(int state = 0) => state > 0 ? _workspace.States[state].At(Timestep) : _step.Hidden;

    /// <summary>Gradient of a state of this step, complete, [rows, size].</summary>
    /// <param name="state">Index of the state; 0 is the hidden state.</param>
    public ReadOnlySpan<float> StateGradient(int state = 0) => state > 0 ? _workspace.States[state].Gradient.Span : _hiddenGradient;

    /// <summary>Gradient of a state of the step before, added to, [rows, size].</summary>
    /// <param name="state">Index of the state; 0 is the hidden state.</param>
    public Span<float> PreviousStateGradient(int state = 0) => state > 0 ? _workspace.States[state].PreviousGradient.Span
        : _previousHiddenGradient;

    /// <summary>Gradient of a parameter, added to; as long as the parameter.</summary>
    /// <param name="parameter">A parameter of the cell.</param>
    public Span<float> Gradient(Parameter parameter) => _context.Gradient(parameter);

    /// <summary>result += left·kernel.</summary>
    /// <param name="left">[rows, kernel rows].</param>
    /// <param name="kernel">A parameter of two axes.</param>
    /// <param name="result">[rows, kernel columns].</param>
    public void AddProduct(ReadOnlySpan<float> left, Parameter kernel, Span<float> result)
    {
        PackedMatrix matrix = _cell.Packed(kernel).Matrix;
        Check(left, kernel.Dimensions[0], nameof(left));
        Check(result, kernel.Dimensions[1], nameof(result));
        MatrixProduct.Multiply(left, kernel.Dimensions[0], matrix, result, kernel.Dimensions[1], Rows, accumulate: true);
    }

    /// <summary>result += gradient·kernelᵀ: from the gradient of a product to that of its left side.</summary>
    /// <param name="gradient">[rows, kernel columns].</param>
    /// <param name="kernel">A parameter of two axes.</param>
    /// <param name="result">[rows, kernel rows].</param>
    public void AddProductTransposed(ReadOnlySpan<float> gradient, Parameter kernel, Span<float> result)
    {
        PackedMatrix matrix = _cell.Packed(kernel).Transposed;
        Check(gradient, kernel.Dimensions[1], nameof(gradient));
        Check(result, kernel.Dimensions[0], nameof(result));
        MatrixProduct.Multiply(gradient, kernel.Dimensions[1], matrix, result, kernel.Dimensions[0], Rows, accumulate: true);
    }

    /// <summary>Adds leftᵀ·gradient to the gradient of a kernel: from the gradient of a product to that of the kernel.</summary>
    /// <param name="left">[rows, kernel rows].</param>
    /// <param name="gradient">[rows, kernel columns].</param>
    /// <param name="kernel">A parameter of two axes.</param>
    public void AddKernelGradient(ReadOnlySpan<float> left, ReadOnlySpan<float> gradient, Parameter kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        int inner = kernel.Dimensions[0], columns = kernel.Dimensions[1];
        Check(left, inner, nameof(left));
        Check(gradient, columns, nameof(gradient));
        MatrixProduct.AddTransposed(left, inner, gradient, columns, Gradient(kernel), columns, Rows, inner, columns);
    }

    /// <summary>Adds a bias to each row.</summary>
    /// <param name="bias">A parameter of one axis.</param>
    /// <param name="result">[rows, bias length].</param>
    public void AddBias(Parameter bias, Span<float> result)
    {
        ArgumentNullException.ThrowIfNull(bias);
        Check(result, bias.Length, nameof(result));
        for (int row = 0; row < Rows; row++)
        {
            Span<float> part = result.Slice(row * bias.Length, bias.Length);
            TensorPrimitives.Add(part, bias.Values, part);
        }
    }

    /// <summary>Adds the sum over the rows to the gradient of a bias.</summary>
    /// <param name="gradient">[rows, bias length].</param>
    /// <param name="bias">A parameter of one axis.</param>
    public void AddBiasGradient(ReadOnlySpan<float> gradient, Parameter bias)
    {
        ArgumentNullException.ThrowIfNull(bias);
        Check(gradient, bias.Length, nameof(gradient));
        Columns.AddSums(gradient, bias.Length, Gradient(bias));
    }

    private void Check(ReadOnlySpan<float> values, int width, string name)
    {
        if (values.Length != Rows * width)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(values.Length, "numbers")}, but " +
                $"{CountFormatter.Format(Rows, "rows")} of {width} are expected.", name);
        }
    }
}
