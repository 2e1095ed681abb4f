using System.Runtime.Intrinsics;

namespace Unroll.Losses;

/// <summary>A loss term that depends on the error (prediction − target) alone, and is 0 where the error is.</summary>
internal interface IErrorTerm
{
    /// <summary>The terms of some errors.</summary>
    Vector256<double> Term(Vector256<double> error);

    /// <summary>The derivatives of the terms by the error.</summary>
    Vector256<float> Derivative(Vector256<float> error);
}
