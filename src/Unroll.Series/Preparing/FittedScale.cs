namespace Unroll.Series.Preparing;

/// <summary>Columns with their scalers.</summary>
internal sealed class FittedScale(ScaleStep step, string[] columns, Learned<Scaler> scalers)
    : FittedTransform<ScaleStep, Scaler>(step, columns, scalers)
{
    protected override void Forward(Scaler parameters, Span<double> values, ColumnPlace place) => parameters.Transform(values);

    protected override void Back(Scaler parameters, Span<double> values, ColumnPlace place) => parameters.Inverse(values);
}
