namespace Unroll.Series.Preparing;

/// <summary>Columns with their scalers.</summary>
internal sealed class FittedScale(ScaleStep step, string[] columns, Learned<Scaler> scalers)
    : FittedTransform<ScaleStep, Scaler>(step, columns, scalers)
{
    protected override void Forward(int column, Span<double> values, ColumnPlace place) => Of(column, place).Transform(values);

    protected override void Back(int column, Span<double> values, ColumnPlace place) => Of(column, place).Inverse(values);
}
