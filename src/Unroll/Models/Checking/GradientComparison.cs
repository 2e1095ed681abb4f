namespace Unroll.Models;

/// <summary>The worst element of a gradient in a <see cref="GradientCheck"/>.</summary>
/// <param name="Name">Name of the parameter, <c>layer.kernel</c>, or of the input, <c>input input_1</c>.</param>
/// <param name="Index">Index of the element, row-major.</param>
/// <param name="Gradient">Its derivative by the backward pass.</param>
/// <param name="Difference">Its derivative by differences of the forward pass.</param>
/// <param name="Error">
/// What the two differ by beyond rounding, relative to the largest element of this gradient; infinite where the backward pass gave no
/// number.
/// </param>
public sealed record GradientComparison(string Name, int Index, double Gradient, double Difference, double Error);
